package dev.holdall.config.internal.options;

import com.typesafe.config.ConfigValue;
import dev.holdall.StoreConfigurationException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Collects the problems of a configuration. No problem contains the value of an option, because the value may be a
 * credential.
 */
public final class Problems {

    private final List<String> sentences = new ArrayList<>();

    /** Adds a problem, unless it was added before: every store reports the same problems of the defaults. */
    public void add(String sentence) {
        if (!sentences.contains(sentence)) {
            sentences.add(sentence);
        }
    }

    /**
     * Adds a problem of an option.
     *
     * @param path the option
     * @param value the value of the option, of which only the origin is shown; null if the option isn't set
     * @param problem what is wrong and what to do; it continues a sentence that begins with the path
     */
    public void add(String path, @Nullable ConfigValue value, String problem) {
        add(path + " " + problem + (value == null ? "" : " (" + Origins.describe(value.origin()) + ")"));
    }

    public int count() {
        return sentences.size();
    }

    public void throwIfAny(String store, String backend) {
        if (!sentences.isEmpty()) {
            throw exception(store, backend);
        }
    }

    public StoreConfigurationException exception(String store, String backend) {
        return new StoreConfigurationException(store, backend, sentences);
    }
}
