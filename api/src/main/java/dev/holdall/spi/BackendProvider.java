package dev.holdall.spi;

/** Placeholder: the service that the module descriptor uses. */
public interface BackendProvider {}
