package dev.holdall.http.internal.probes;

import dev.holdall.http.internal.settings.Mode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The description of the interface.
 *
 * @param contentType the type of the text
 * @param text the document, with the base path of this server
 */
record OpenApi(String contentType, String text) {

    private static final String FOLDER = "/dev/holdall/http/";
    private static final String BASE = "{base}";

    static OpenApi of(Mode mode, String basePath) {
        return mode == Mode.KASK
                ? new OpenApi("application/x-yaml", read("openapi-kask.yaml").replace(BASE, basePath))
                : new OpenApi("application/json", read("openapi-rfc.json").replace(BASE, basePath));
    }

    private static String read(String name) {
        try (InputStream in = OpenApi.class.getResourceAsStream(FOLDER + name)) {
            if (in == null) {
                throw new IllegalStateException("the artifact is not complete: it has no " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
