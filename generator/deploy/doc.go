// Package deploy brings a finished site to the place where readers find it, and keeps
// that place right: what is new and changed goes there, in an order in which no page
// is seen before what it needs; what is gone is removed; what was withdrawn is removed
// before everything else.
//
// A deployment has two steps. [Look] asks the target for its manifest and compares it
// with the site: that is the [Plan]. [Run] carries it out. Nothing to do costs one
// request.
//
// # Words
//
//	target      a store of objects with names (package target): a folder, a bucket, a server
//	edition     the site as a deployment left it; they are numbered from 1
//	hashed      a file whose name changes with its bytes, so that browsers keep it for ever
//	former      a hashed file that the newest edition does not have, kept for pages in caches
//	pending     an object whose state nobody knows: a deployment began and did not end
//	pack        what a later edition replaced or removed of an edition, in one object
//	withdrawal  a story that must not be read any more
//
// # What lies at the target
//
// Beside the site's own files there is a folder, .guong/:
//
//	manifest.json.gz        which objects are ours, and what they hold
//	lock.json               held while a deployment runs
//	editions/<n>.json.gz    which files the edition n had
//	packs/<n>.<k>.tar.gz    the files of edition n that later ones replaced or removed
//
// Objects that the manifest does not name are somebody else's: they are never removed,
// and a first deployment that would replace some says so and ends.
//
// # Order
//
//  1. the lock; the manifest is read again: has nobody else been here?
//  2. the pages and files of edition n that will change are fetched into a pack
//  3. the manifest, with all that may be touched as pending
//  4. withdrawals: pages removed, or replaced by a notice; caches told; all earlier
//     editions and packs removed
//  5. hashed files; other files; stories; other pages, the deepest first; feeds,
//     sitemaps and what readers ask for anew each time; the home page
//  6. files that are gone are removed, caches told, former files removed that have
//     stayed for long enough
//  7. the manifest, with nothing pending; the lock is given back
//
// Each step begins when the one before has ended; within one, several requests are in
// flight. The manifest comes last: a deployment that is killed a moment earlier leaves
// objects pending, and the next one does what is left, the telling of caches included.
//
// # Concurrency
//
// All functions may be called at the same time. Two deployments to one target exclude
// each other by the lock; one that was killed holds it for 15 minutes.
package deploy
