/**
 * An object store beside the cluster, asked over HTTP with {@link
 * dev.kyverdict.cluster.actor.Host#fetch}; whatever is asked there, a fault at {@code http://s3/*}
 * may strike.
 *
 * <ul>
 *   <li>{@code GET http://s3/<bucket>?list-type=2&prefix=<p>&delimiter=/}: what the AWS command
 *       line prints of ListObjectsV2: {@code {"Contents": [{"Key", "LastModified", "Size"}],
 *       "CommonPrefixes": [{"Prefix"}]}}, each field absent when it has nothing in it; sorted by
 *       key; prefix and delimiter may be left out;
 *   <li>{@code PUT http://s3/<bucket>/<key>} with a JSON body: stores it; 200;
 *   <li>{@code GET} of it: 200 with the body; 404 {@code {"code": "NoSuchKey"}};
 *   <li>{@code DELETE} of it: 204, whether it was there or not;
 *   <li>{@code PUT http://s3/<bucket>}: makes a bucket. A bucket that does not exist answers 404
 *       {@code {"code": "NoSuchBucket"}}.
 * </ul>
 */
@NullMarked
package dev.kyverdict.world.s3;

import org.jspecify.annotations.NullMarked;
