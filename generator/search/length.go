package search

import "math/bits"

// Lengths are rounded, so that an edit that makes a text some words longer changes the
// impacts of no other word, and a new document no others: those of documents to powers
// of 2^(1/8), the average of the site to powers of 2^(1/4).
const (
	lengthSteps  = 8
	averageSteps = 4
)

// powers are 2^(i/16).
var powers = [...]float64{
	1, 1.0442737824274138, 1.0905077326652577, 1.1387886347566916, 1.189207115002721, 1.241857812073484, 1.2968395546510096, 1.3542555469368927,
	1.4142135623730951, 1.4768261459394993, 1.5422108254079407, 1.6104903319492543, 1.681792830507429, 1.7562521603732995, 1.8340080864093424, 1.9152065613971474,
}

// stepped returns n rounded to a power of 2^(1/steps), up from half a step on. Steps
// divides lengthSteps.
func stepped(n, steps int) float64 {
	if n < 1 {
		return 0
	}
	step := len(powers) / steps
	most := float64(n) * powers[step/2]
	power := float64(uint64(1) << (bits.Len(uint(n)) - 1))
	if 2*power <= most {
		return 2 * power
	}
	i := len(powers) - step
	for power*powers[i] > most {
		i -= step
	}
	return power * powers[i]
}

// averageLength returns the average length of the documents of a site, rounded.
func averageLength(docs []Document) float64 {
	total := 0
	for i := range docs {
		total += docs[i].Length
	}
	return stepped(total/max(len(docs), 1), averageSteps)
}

// norm returns the length of a document in relation to that of others.
func norm(length int, average float64) float64 {
	return 1 - lengthPart + lengthPart*stepped(length, lengthSteps)/max(average, 1)
}
