package io.patchbay.protocol.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.Test;

public class ResourceUriTest {

    @Test
    public void hasOneFormForAllSpellings() {
        Map<String, List<String>> spellings = Map.of(
                "files://files/files/hello%20world.txt",
                List.of(
                        "files://files/files/hello%20world.txt",
                        "files://files/files/hello world.txt", "FILES://Files/files/hello%20%77orld.txt"),
                "probe://caf%C3%A9/x",
                List.of("probe://caf%c3%a9/x", "probe://caf\u00e9/x", "PROBE://CAF%C3%A9/x", "probe://%63af%c3%A9/x"),
                "f:/%E5%A4%A9%E6%B0%94.txt",
                List.of("f:/\u5929\u6c14.txt", "F:/%e5%a4%a9%e6%b0%94.txt"),
                "f:/100%25%20sure",
                List.of("f:/100% sure", "f:/100%25 sure", "f:/100%25%20%73ure"),
                "f:/a%5Bb%5D%7Bc%7D",
                List.of("f:/a[b]{c}", "f:/a%5bb%5d%7bc%7d"),
                "h://[::1a]:80/p",
                List.of("h://[::1A]:80/p", "H://[::1a]:80/p"),
                "f:/~a-b.c_d",
                List.of("f:/%7Ea%2Db%2ec%5fd", "f:/%7ea-b.c_d"),
                "f:/a%2Fb",
                List.of("f:/a%2fb"),
                "f:/a#b%23c",
                List.of("f:/a#b#c"),
                "f:/%F0%9F%98%80%0A",
                List.of("f:/\ud83d\ude00\n", "f:/%f0%9f%98%80%0a"));

        spellings.forEach((key, all) -> all.forEach(
                spelling -> assertThat(ResourceUri.of(spelling).orElseThrow().key())
                        .as(spelling)
                        .isEqualTo(key)));
    }

    @Test
    public void keepsApartWhatDiffers() {
        List<String> all = List.of(
                "f:/a/b",
                "f:/a%2Fb",
                "f:/A/b",
                "f:/a/b/",
                "f:/a/./b",
                "f:/a/c/../b",
                "f:/a//b",
                "f:/a+b",
                "f:/a%20b",
                "f:/a%252Fb",
                "f:/a?b",
                "f:/a%3Fb",
                "f://a/b");

        assertThat(all.stream()
                        .map(uri -> ResourceUri.of(uri).orElseThrow().key())
                        .distinct())
                .hasSize(all.size());
    }

    @Test
    public void isTheSameWhenItIsNormalisedAgain() {
        for (String uri : List.of("f:/100%", "f:/%zz", "f:/a b[c]#d#e", "F://H%41/\u00e4%7e", "f:%%41", "f:%2", "f:")) {
            ResourceUri once = ResourceUri.of(uri).orElseThrow();

            assertThat(ResourceUri.of(once.text()).orElseThrow().text()).as(uri).isEqualTo(once.text());
            assertThat(ResourceUri.of(once.key()).orElseThrow().key()).as(uri).isEqualTo(once.key());
            assertThat(once.key()).as(uri).hasSameSizeAs(once.text());
        }
    }

    @Test
    public void isNothingElse() {
        for (String text : List.of(
                "", "relative", "/a", "a/b:c", "1f:/a", " f:/a", "\u00e4:/b", ":", "::", "{a}:b", "f:/\ud800")) {
            assertThat(ResourceUri.of(text)).as(text).isEmpty();
        }
    }
}
