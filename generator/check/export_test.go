package check

// LegalEntries returns the entries of legal.toml.
var LegalEntries = legal
