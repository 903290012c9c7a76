/** Logins in two data centres, simulated: any order of messages, wrong clocks, cuts. */
@NullMarked
package dev.holdall.logins.simulation;

import org.jspecify.annotations.NullMarked;
