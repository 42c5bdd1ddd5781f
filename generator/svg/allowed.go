package svg

import "strings"

// elements are the elements of SVG that are let through. Those that can load, run
// or hold something else are not among them: script, handler, foreignObject,
// iframe, cursor, tref, font-face-uri, discard. An a keeps its children and loses
// its address.
var elements = words(`a animate animateMotion animateTransform circle clipPath defs desc ellipse feBlend feColorMatrix
	feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap feDistantLight feDropShadow
	feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feImage feMerge feMergeNode feMorphology feOffset
	fePointLight feSpecularLighting feSpotLight feTile feTurbulence filter g image line linearGradient marker mask
	mpath path pattern polygon polyline radialGradient rect set stop style svg switch symbol text textPath title tspan
	use view`)

// silent are elements that hold nothing to be seen: that they go is not worth a
// word.
var silent = words(`metadata font font-face glyph missing-glyph hkern vkern color-profile solidcolor`)

// attributes are the attributes without a prefix that are let through: geometry,
// presentation (SVG 2, appendix "Attribute Index"), animation and filters.
var attributes = words(`accent-height accumulate additive alignment-baseline amplitude attributeName attributeType azimuth
	baseFrequency baseline-shift begin bias by calcMode class clip clip-path clip-rule clipPathUnits color
	color-interpolation color-interpolation-filters color-rendering cx cy d diffuseConstant direction display divisor
	dominant-baseline dur dx dy edgeMode elevation enable-background end exponent fill fill-opacity fill-rule filter
	filterRes filterUnits flood-color flood-opacity font-family font-size font-size-adjust font-stretch font-style
	font-variant font-weight from fx fy fr glyph-orientation-horizontal glyph-orientation-vertical gradientTransform
	gradientUnits height id image-rendering in in2 intercept isolation k1 k2 k3 k4 kernelMatrix kernelUnitLength
	keyPoints keySplines keyTimes lang lengthAdjust letter-spacing lighting-color limitingConeAngle marker marker-end
	marker-mid marker-start markerHeight markerUnits markerWidth mask mask-type maskContentUnits maskUnits max method
	min mix-blend-mode mode numOctaves offset opacity operator order orient origin overflow paint-order path
	pathLength patternContentUnits patternTransform patternUnits pointer-events points pointsAtX pointsAtY pointsAtZ
	preserveAlpha preserveAspectRatio primitiveUnits r radius refX refY repeatCount repeatDur requiredFeatures
	restart result role rotate rx ry scale seed shape-rendering side slope spacing specularConstant specularExponent
	spreadMethod startOffset stdDeviation stitchTiles stop-color stop-opacity stroke stroke-dasharray
	stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity stroke-width style surfaceScale
	systemLanguage tabindex tableValues targetX targetY text-anchor text-decoration text-rendering textLength to
	transform transform-box transform-origin type unicode-bidi values vector-effect version viewBox visibility width
	word-spacing writing-mode x x1 x2 xChannelSelector y y1 y2 yChannelSelector z zoomAndPan`)

// animatable reports whether an animation may change the attribute name: one that
// is let through, and neither an address nor a style sheet.
func animatable(name string) bool {
	return attributes[name] && name != "style" && name != "class" && name != "id" && name != "attributeName"
}

func words(list string) map[string]bool {
	set := map[string]bool{}
	for _, word := range strings.Fields(list) {
		set[word] = true
	}
	return set
}
