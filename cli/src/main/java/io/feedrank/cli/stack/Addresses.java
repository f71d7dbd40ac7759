package io.feedrank.cli.stack;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where a plain client finds what runs.
 *
 * @param jdbc JDBC URL with its user
 * @param kafka {@code host:port}
 * @param redis {@code redis://host:port}
 * @param api base URL of the query API
 * @param flink base URL of the feature cluster's REST API and page
 * @param statefun base URL of the StateFun runtime's REST API and page
 * @param cdc base URL of change capture's health
 * @param ranking base URL of the ranking service
 */
public record Addresses(
        String jdbc,
        String kafka,
        String redis,
        String api,
        String flink,
        String statefun,
        String cdc,
        String ranking) {

    static Addresses of(Ports ports) {
        return new Addresses(
                "jdbc:postgresql://127.0.0.1:"
                        + ports.get(Names.POSTGRES)
                        + "/feedrank?user=postgres",
                "127.0.0.1:" + ports.get(Names.KAFKA),
                "redis://127.0.0.1:" + ports.get(Names.REDIS),
                http(ports, Names.API),
                http(ports, ProcessCatalog.FLINK_REST),
                http(ports, Names.STATEFUN),
                http(ports, Names.CDC),
                http(ports, Names.RANKING));
    }

    /**
     * Those of the stack that was last started in a work directory; empty when there never was one.
     */
    public static Optional<Addresses> of(WorkDirectory work) {
        Path ports = work.root().resolve("conf/ports.properties");
        return Files.exists(ports) ? Optional.of(of(new Ports(ports, Map.of()))) : Optional.empty();
    }

    /** By the keys that {@code status --json} uses. */
    public Map<String, String> asMap() {
        Map<String, String> addresses = new LinkedHashMap<>();
        addresses.put("jdbc", jdbc);
        addresses.put("kafka", kafka);
        addresses.put("redis", redis);
        addresses.put("api", api);
        addresses.put("flink", flink);
        addresses.put("statefun", statefun);
        addresses.put("cdc", cdc);
        addresses.put("ranking", ranking);
        return addresses;
    }

    private static String http(Ports ports, String name) {
        return "http://127.0.0.1:" + ports.get(name);
    }
}
