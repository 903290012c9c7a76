package dev.holdall.internal.validation;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.holdall.Keys;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Checks keys of any text, unpaired surrogates included, against the JDK's own encoder. */
class KeyFuzzTest {

    /** What every key of a store with a namespace begins with. */
    private static final String PREFIX = "wiki:";

    /** All messages about keys, so that none has a part of a key. */
    private static final String MESSAGES = "a key must not be empty|a key has at most 1024 bytes as UTF-8"
            + "|a key must not have (control characters|unpaired surrogates); there is one at index \\d+";

    @FuzzTest(maxDuration = "25s")
    void anyText_isStoredAsItIs_orRefused(byte[] utf16) {
        String text = ByteBuffer.wrap(utf16).asCharBuffer().toString();

        assertThat(isStored(text)).isEqualTo(isValid(text));
        assertThat(components(Keys.of(text))).containsExactly(text);
        List<String> parts = List.of(text.split("/", -1));
        assertThat(components(
                        Keys.of(parts.get(0), parts.subList(1, parts.size()).toArray(String[]::new))))
                .isEqualTo(parts);
    }

    private static boolean isStored(String key) {
        try {
            assertThat(new KeyValidation(PREFIX).stored(key)).isEqualTo(PREFIX + key);
            return true;
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).matches(MESSAGES);
            return false;
        }
    }

    private static boolean isValid(String key) {
        try {
            int bytes = StandardCharsets.UTF_8
                    .newEncoder()
                    .encode(CharBuffer.wrap(key))
                    .remaining();
            return bytes >= 1 && bytes <= 1_024 && key.chars().noneMatch(Character::isISOControl);
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /** Splits a key into the components that it was made of. */
    private static List<String> components(String key) {
        return Arrays.stream(key.split(":", -1))
                .map(component -> component.replace("%3A", ":").replace("%25", "%"))
                .toList();
    }
}
