package dev.holdall.jetty;

import java.io.ObjectInputFilter;

/**
 * A filter for the classes of attributes. It lets the number pass that Jetty writes before the attributes, whose class
 * an application's filter need not know.
 */
record AttributeFilter(ObjectInputFilter application) implements ObjectInputFilter {

    @Override
    public Status checkInput(FilterInfo info) {
        Class<?> type = info.serialClass();
        return type == Integer.class || type == Number.class ? Status.ALLOWED : application.checkInput(info);
    }
}
