/** Deploys an application and undeploys it, to see that a closed store keeps nothing of it alive. */
@NullMarked
package dev.holdall.tck.internal.redeployment;

import org.jspecify.annotations.NullMarked;
