/**
 * What an API server knows about kinds of objects: names, fields, defaults, what it refuses.
 *
 * <p>Metadata is checked as the API server does for every kind. Beyond that, PersistentVolumeClaims
 * are checked in full; of the other built-in kinds the required fields and what may not change are
 * checked, the rest of their rules is not. Of custom resources the whole structural schema is
 * checked but for rules in CEL and formats other than dates; definitions themselves are only
 * checked for their name.
 *
 * <p>Other differences: a refused update of a pod does not list what differs; services have one
 * address, of IPv4; both versions of a HorizontalPodAutoscaler are kept as they are sent; a whole
 * number that is held as a floating-point number is taken for a whole number.
 */
@NullMarked
package dev.kyverdict.cluster.types;

import org.jspecify.annotations.NullMarked;
