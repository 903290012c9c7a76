/** The HTTP server: connections, limits, requests and answers. */
@NullMarked
package dev.holdall.http.internal.web;

import org.jspecify.annotations.NullMarked;
