package io.patchbay.spi.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.spi.web.Route.Access;
import java.util.List;
import java.util.Set;
import org.junit.Test;

public class RouteTest {

    private static final WebHandler HANDLER = request -> WebAnswer.of(204);

    @Test
    public void acceptsPathsBelowTheBase() {
        for (String path : List.of("", "/a", "/a/b.json", "/*", "/a/*", "/.well", "/a~b/c_d-e")) {
            assertThat(Route.get(path, Access.ANYONE, HANDLER).path()).isEqualTo(path);
        }
    }

    @Test
    public void refusesPathsThatNoRequestCanHave() {
        for (String path : List.of(
                "a", "/", "/a/", "//a", "/a//b", "/.", "/..", "/a/../b", "/a*", "/*/a", "/a b", "/%61", "/a;b")) {
            assertThatThrownBy(() -> Route.get(path, Access.ANYONE, HANDLER))
                    .as(path)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    public void refusesAWriteWithoutACredentialOrWithGet() {
        for (Access access : List.of(Access.ANYONE, Access.OPTIONAL)) {
            assertThatThrownBy(() -> route(Set.of("POST"), access, true, 0)).hasMessageContaining("needs a credential");
        }
        assertThatThrownBy(() -> route(Set.of("POST", "GET"), Access.CREDENTIAL, true, 0))
                .hasMessageContaining("may not write with GET");
        assertThat(route(Set.of("POST"), Access.CREDENTIAL, true, 0).writes()).isTrue();
    }

    @Test
    public void refusesMethodsThatTheServerAnswersAndBodiesBeyondTheLimit() {
        for (String method : List.of("HEAD", "OPTIONS", "TRACE", "CONNECT", "get", "", "G T")) {
            assertThatThrownBy(() -> route(Set.of(method), Access.ANYONE, false, 0))
                    .as(method)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> route(Set.of(), Access.ANYONE, false, 0)).hasMessageContaining("no method");
        assertThatThrownBy(() -> route(Set.of("POST"), Access.ANYONE, false, Route.MAX_BODY_BYTES + 1))
                .hasMessageContaining("64 MiB");
        assertThatThrownBy(() -> route(Set.of("POST"), Access.ANYONE, false, -1))
                .hasMessageContaining("64 MiB");
    }

    private static Route route(Set<String> methods, Access access, boolean writes, long maxBodyBytes) {
        return new Route(methods, "", access, writes, maxBodyBytes, false, HANDLER);
    }
}
