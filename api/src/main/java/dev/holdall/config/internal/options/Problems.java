package dev.holdall.config.internal.options;

import com.typesafe.config.ConfigValue;
import dev.holdall.StoreConfigurationException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong with a configuration. No problem shows the value of an option, which may be a credential. */
public final class Problems {

    private final List<String> sentences = new ArrayList<>();

    /** Adds a problem, unless it has been added before, as one of the defaults is by each store. */
    public void add(String sentence) {
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
