package io.cama.flow.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cama.model.ItemFault;
import io.cama.model.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafePathTest {
    @ParameterizedTest
    @CsvSource({
        "src/main.py, src/main.py",
        "src\\main.py, src/main.py",
        "' src//a b.md ', src/a b.md",
        ".github/workflows/build.yml, .github/workflows/build.yml",
        "읽기.md, 읽기.md"
    })
    void aRelativePathOfPlainNamesIsTaken(String written, String path) {
        assertThat(SafePath.of(written).text()).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "/etc/passwd",
                "\\\\host\\share",
                "C:\\x",
                "..",
                "../x",
                "a/../../b",
                "a/./b",
                "a/",
                "./a",
                "con",
                "src/NUL.txt",
                "lpt1",
                ".git/hooks/post-commit",
                "a/.GIT/config",
                "a\u0000b",
                "a\nb",
                "a?b",
                "a:b",
                "dot.",
                "a/blank /b",
                "a\u202eb",
                "~/../x"
            })
    void whatCouldLeadElsewhereOnSomeSystemIsRefused(String written) {
        assertThatThrownBy(() -> SafePath.of(written)).isInstanceOfSatisfying(ItemFault.class, fault -> assertThat(
                        fault.failure().reason())
                .isEqualTo(Reason.BAD_PATH));
    }

    @Test
    void namesAndDepthAreBounded() {
        assertThat(SafePath.of("a".repeat(150)).text()).hasSize(150);
        assertThatThrownBy(() -> SafePath.of("a".repeat(151))).hasMessageContaining("150 bytes");
        assertThatThrownBy(() -> SafePath.of("a/".repeat(40) + "b")).hasMessageContaining("32 parts");
        assertThat(SafePath.of(("a".repeat(31) + "/").repeat(31) + "b".repeat(32))
                        .text())
                .hasSize(1024);
        assertThatThrownBy(() -> SafePath.of(("a".repeat(150) + "/").repeat(31) + "b"))
                .hasMessageContaining("1024 bytes");
    }

    @Test
    void pathsThatSomeFileSystemTakesForTheSameHaveOneKey() {
        assertThat(SafePath.of("Src/CAFÉ.py").key())
                .isEqualTo(SafePath.of("src/cafe\u0301.PY").key());
    }
}
