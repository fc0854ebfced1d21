package org.enfilade.internal.cluster.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.config.Config;
import com.hazelcast.config.XmlConfigBuilder;
import com.hazelcast.config.YamlConfigBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.enfilade.internal.cluster.hazelcast.HazelcastBusProvider.Instance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HazelcastBusProviderTest {
    /** Payara's configuration, with the part of it that depends on {@code clustering-enabled}. */
    private static Config payara(boolean isClusteringEnabled) {
        Config config = new Config();
        if (isClusteringEnabled) {
            config.getNetworkConfig().getJoin().getAutoDetectionConfig().setEnabled(false);
        }
        config.getNetworkConfig().getJoin().getMulticastConfig().setEnabled(true);
        return config;
    }

    @Test
    void payara_withNocluster_isNoCluster() {
        assertThat(Instance.isClusteringOff(payara(false))).isTrue();
    }

    @Test
    void payara_byDefault_isACluster() {
        assertThat(Instance.isClusteringOff(payara(true))).isFalse();
    }

    @Test
    void payara_withAConfigurationFile_isACluster(@TempDir Path directory) throws Exception {
        Path xml = directory.resolve("hazelcast.xml");
        Files.writeString(xml, "<hazelcast xmlns=\"http://www.hazelcast.com/schema/config\"/>");
        Path yaml = directory.resolve("hazelcast.yaml");
        Files.writeString(yaml, "hazelcast:\n  cluster-name: a\n");

        assertThat(Instance.isClusteringOff(new XmlConfigBuilder(xml.toUri().toURL()).build()))
                .isFalse();
        assertThat(Instance.isClusteringOff(new YamlConfigBuilder(yaml.toString()).build()))
                .isFalse();
    }
}
