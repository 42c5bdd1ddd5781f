package raster

var FromImage = fromImage
