package dev.holdall.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Checks that the documents show code that is compiled and tested: code whose source is named has to be in that source,
 * word for word.
 */
class DocumentsTest {

    private static final Pattern QUOTATION =
            Pattern.compile("<!-- source: (\\S+) -->\\s*```\\w+\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern MARK = Pattern.compile("<!-- source:");

    private record Quotation(Path document, Path source, String code) {}

    @Test
    void codeInDocuments_isWhatItsSourceSays() throws IOException {
        assertThat(quotations())
                .isNotEmpty()
                .allSatisfy(quotation -> assertThat(words(sourceOf(quotation)))
                        .as("what %s quotes from %s", quotation.document(), quotation.source())
                        .contains(words(quotation.code())));
    }

    @Test
    void everySourceMark_standsBeforeCode() throws IOException {
        long marks = 0;
        for (Path document : Documents.all()) {
            marks += MARK.matcher(Files.readString(document)).results().count();
        }
        assertThat(quotations()).hasSize((int) marks);
    }

    private static List<Quotation> quotations() throws IOException {
        List<Quotation> quotations = new ArrayList<>();
        for (Path document : Documents.all()) {
            Matcher matcher = QUOTATION.matcher(Files.readString(document));
            while (matcher.find()) {
                quotations.add(new Quotation(document, Documents.root().resolve(matcher.group(1)), matcher.group(2)));
            }
        }
        return quotations;
    }

    private static String sourceOf(Quotation quotation) throws IOException {
        return Files.readString(quotation.source());
    }

    /** Returns the code with single spaces instead of its indentation and line breaks. */
    private static String words(String code) {
        return code.strip().replaceAll("\\s+", " ");
    }
}
