package publish

// OpenWith is Open with a function that is asked before every change of the
// disk, so that a test can make it fail, or end the process.
var OpenWith = open
