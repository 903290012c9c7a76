/** Tests of what is published: made as at a release, used as by users, and started as by newcomers. */
@NullMarked
package dev.holdall.releasetests;

import org.jspecify.annotations.NullMarked;
