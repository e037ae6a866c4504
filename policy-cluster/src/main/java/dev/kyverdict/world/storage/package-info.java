/**
 * Storage: Longhorn with what stands between it and the cluster, that is the volume binder of the
 * controller manager, the CSI provisioner and the snapshot controller.
 *
 * <p>The disks are asked over HTTP with {@link dev.kyverdict.cluster.actor.Host#fetch}; whatever is
 * asked there, a fault at {@code http://longhorn/*} may strike. A volume has the name of its
 * PersistentVolume, which is {@code spec.volumeName} of the claim that is bound to it. What it
 * holds is a map of files to versions:
 *
 * <ul>
 *   <li>{@code GET http://longhorn/volumes/<pv>/files}: 200 with {@code {"file": "version"}};
 *   <li>{@code PATCH http://longhorn/volumes/<pv>/files} with the same shape: writes these files,
 *       and deletes those whose version is null; 200 with all files;
 *   <li>{@code PUT http://longhorn/volumes/<pv>/files}: these files and no others;
 *   <li>{@code GET http://longhorn/volumes/<pv>}: 200 with {@code {"name", "size", "robustness",
 *       "unreadable", "files"}}; robustness is {@code healthy} or {@code faulted}; 404 when there
 *       is none;
 *   <li>{@code PATCH http://longhorn/volumes/<pv>} with {@code {"robustness": "faulted"}} or {@code
 *       {"unreadable": ["file"]}}: breaks it, or files in it, and mends it again. The files of a
 *       faulted volume answer 503;
 *   <li>{@code GET http://longhorn/snapshots/<handle>}: a snapshot with its files.
 * </ul>
 *
 * <p>A claim of a class with {@code WaitForFirstConsumer} gets no volume before whoever places a
 * pod has set the annotation {@code volume.kubernetes.io/selected-node} on it.
 */
@NullMarked
package dev.kyverdict.world.storage;

import org.jspecify.annotations.NullMarked;
