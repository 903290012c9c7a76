/** Deploys an application and undeploys it, to check that a closed store doesn't keep its class loader alive. */
@NullMarked
package dev.holdall.tck.internal.redeployment;

import org.jspecify.annotations.NullMarked;
