package io.patchbay.deploy.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.deploy.configadmin.Attribute;
import io.patchbay.deploy.configadmin.FakeAttribute;
import io.patchbay.deploy.configadmin.Metatypes;
import java.io.IOException;
import java.util.Hashtable;
import java.util.Map;
import org.junit.Test;
import org.osgi.service.metatype.AttributeDefinition;

/** Secrets in settings, while the server runs. */
public class SettingsSecretsTest extends SettingsFixture {

    @Test
    public void appliesASecretThatWasMissingAtStart() throws IOException {
        rig.secrets.clear();
        rig.put("io.a.cfg.json", "{\"password\": \"$[secret:known]\"}");
        rig.start();
        assertThat(rig.unusable).containsExactly("io.a");

        rig.secrets.put("known", "hunter2");
        looksTwice();

        assertThat(rig.unusable).isEmpty();
        assertThat(rig.setting("io.a", "password")).isEqualTo("$[secret:known]");
    }

    @Test
    public void appliesAChangedSecretOnceItIsComplete() throws IOException {
        rig.put("io.a.cfg.json", "{\"password\": \"$[secret:known]\"}");
        rig.start();
        rig.admin.changes.clear();

        rig.secrets.put("known", "half");
        rig.folder.checkSecrets();
        rig.secrets.put("known", "halfwhole");
        rig.folder.checkSecrets();
        assertThat(rig.admin.changes).isEmpty();
        rig.folder.checkSecrets();
        rig.folder.checkSecrets();

        assertThat(rig.admin.changes).containsExactly("io.a");
    }

    @Test
    public void keepsADeletedSecretUntilItReturns() throws IOException {
        rig.put("io.a.cfg.json", "{\"password\": \"$[secret:known]\", \"x\": 1}");
        rig.start();
        rig.admin.changes.clear();
        rig.secrets.remove("known");
        looksTwice();

        rig.edit("io.a.cfg.json", "{\"password\": \"$[secret:known]\", \"x\": 2}");

        assertThat(rig.admin.changes).isEmpty();
        assertThat(rig.lines())
                .singleElement()
                .asString()
                .contains("$[secret:known]")
                .doesNotContain("hunter2");
        Hashtable<String, Object> asked = new Hashtable<>(Map.of("service.pid", "io.a", "password", "$[secret:known]"));
        rig.kept.modifyConfiguration(null, asked);
        assertThat(asked).containsEntry("password", "hunter2");
        rig.secrets.put("known", "hunter3");
        looksTwice();
        assertThat(rig.lines()).isEmpty();
        assertThat(rig.setting("io.a", "x")).isEqualTo(2L);
    }

    @Test
    public void checksTheValueOfAPlaceholder() throws IOException {
        rig.start();

        rig.edit("io.typed.cfg.json", "{\"port\": \"$[secret:known]\"}");

        assertThat(rig.lines())
                .singleElement()
                .asString()
                .contains("\"port\" is not a whole number")
                .doesNotContain("hunter2");
        assertThat(rig.admin.has("io.typed")).isFalse();
    }

    @Test
    public void warnsOfASecretInClearText() throws IOException {
        rig.describe(
                "io.locked",
                Metatypes.Kind.EITHER,
                "1",
                Map.of(
                        ".password",
                        new Attribute(new FakeAttribute(".password", AttributeDefinition.PASSWORD, 0), false)));
        rig.put("io.locked.cfg.json", "{\n \".password\": \"canary\"}");
        rig.start();

        assertThat(rig.setting("io.locked", ".password")).isEqualTo("canary");
        assertThat(rig.lines())
                .singleElement()
                .asString()
                .startsWith("config/io.locked.cfg.json: line 2: \".password\" is a secret in clear text")
                .contains("$[secret:NAME]")
                .doesNotContain("canary");
        rig.edit("io.locked.cfg.json", "{\".password\": \"\"}");

        assertThat(rig.lines()).isEmpty();
    }

    private void looksTwice() {
        rig.folder.checkSecrets();
        rig.folder.checkSecrets();
    }
}
