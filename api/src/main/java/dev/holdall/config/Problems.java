package dev.holdall.config;

import com.typesafe.config.ConfigValue;
import dev.holdall.StoreConfigurationException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong with a configuration. No problem shows the value of an option, which may be a credential. */
final class Problems {

    private final List<String> sentences = new ArrayList<>();

    /** Adds a problem, unless it has been added before, as one of the defaults is by each store. */
    void add(String sentence) {
        if (!sentences.contains(sentence)) {
            sentences.add(sentence);
        }
    }

    /**
     * Adds a problem of an option.
     *
     * @param path the option
     * @param value what it is set to, to tell where; null if it isn't set
     * @param problem what is wrong and what to do, continuing a sentence that begins with the path
     */
    void add(String path, @Nullable ConfigValue value, String problem) {
        add(path + " " + problem + (value == null ? "" : " (" + Origins.describe(value.origin()) + ")"));
    }

    int count() {
        return sentences.size();
    }

    void throwIfAny(String store, String backend) {
        if (!sentences.isEmpty()) {
            throw exception(store, backend);
        }
    }

    StoreConfigurationException exception(String store, String backend) {
        return new StoreConfigurationException(store, backend, sentences);
    }
}
