package org.enfilade.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What users copy from README and guide compiles. */
class GuideSnippetsTest {
    @Test
    void snippets_ofReadmeAndGuide_compile() throws Exception {
        List<Snippet> snippets = Documents.withSnippets().stream()
                .flatMap(file -> Snippet.of(file).stream())
                .toList();

        assertThat(snippets).extracting(Snippet::file).contains("README.md", "docs/guide/namespaces.md");
        assertThat(SnippetCompiler.problems(snippets)).isEmpty();
    }

    @Test
    void mistake_inSnippet_isReportedWithFileAndLine() throws Exception {
        List<Snippet> snippets = Snippet.of(
                "page.md",
                List.of("# Title", "```java", "class Fine {}", "class Wrong {", "    Nothing field;", "}", "```"));

        assertThat(SnippetCompiler.problems(snippets))
                .singleElement()
                .asString()
                .startsWith("page.md:5: ")
                .contains("Nothing");
    }

    @Test
    void mistakes_inFragmentAndStatements_areReportedWithFileAndLine() throws Exception {
        List<Snippet> snippets = Snippet.of(
                "page.md",
                List.of(
                        "```java fragment",
                        "int number;",
                        "Nothing field;",
                        "```",
                        "```java statements",
                        "Nothing.call();",
                        "```"));

        assertThat(SnippetCompiler.problems(snippets))
                .hasSize(2)
                .anyMatch(problem -> problem.startsWith("page.md:3: "))
                .anyMatch(problem -> problem.startsWith("page.md:6: "));
    }

    @Test
    void block_withPackage_keepsIt() throws Exception {
        List<Snippet> snippets =
                Snippet.of("page.md", List.of("```java", "package shop;", "", "class Fine { Nothing field; }", "```"));

        assertThat(SnippetCompiler.problems(snippets))
                .singleElement()
                .asString()
                .startsWith("page.md:4: ");
    }

    @Test
    void block_ofAnotherLanguage_isLeftAlone() {
        assertThat(Snippet.of("page.md", List.of("```js", "const a = 1", "```")))
                .isEmpty();
    }

    @Test
    void block_withUnknownWord_isRefused() {
        assertThatThrownBy(() -> Snippet.of("page.md", List.of("```java fragmen", "int a;", "```")))
                .hasMessageContaining("page.md:1")
                .hasMessageContaining("fragmen");
    }
}
