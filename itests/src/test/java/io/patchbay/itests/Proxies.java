package io.patchbay.itests;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A real HAProxy and a real nginx before a server and a {@link Recorder}; both deny {@code /metrics} and {@code /readyz}. */
final class Proxies implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(20);

    private final List<Process> running = new ArrayList<>();
    private final int haproxy = Machine.freePort();
    private final int nginx = Machine.freePort();
    private final int bare = Machine.freePort();

    Proxies(Path folder, int server, int recorder) throws IOException {
        Path mine = Files.createDirectories(folder.resolve("proxies"));
        start(
                DebianProgram.named("haproxy")
                        .command(
                                "-db",
                                "-f",
                                write(mine.resolve("haproxy.cfg"), haproxyConfiguration(server, recorder))),
                mine,
                haproxy);
        start(
                DebianProgram.named("nginx")
                        .command(
                                "-e",
                                "stderr",
                                "-p",
                                mine.toString(),
                                "-c",
                                write(mine.resolve("nginx.conf"), nginxConfiguration(mine, server, recorder))),
                mine,
                nginx);
    }

    /** HAProxy with rules, and {@code X-Forwarded-For}. */
    int haproxy() {
        return haproxy;
    }

    /** nginx with rules, {@code X-Forwarded-For} and the usual lines for WebSocket. */
    int nginx() {
        return nginx;
    }

    /** nginx with nothing but {@code proxy_pass}: nobody can tell that it is there. */
    int bare() {
        return bare;
    }

    @Override
    public void close() {
        for (Process process : running) {
            process.destroy();
            try {
                if (!process.waitFor(10, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
    }

    private void start(ProcessBuilder builder, Path folder, int port) throws IOException {
        Path log = folder.resolve("proxies.log");
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        running.add(process);
        try {
            await().atMost(START).pollInterval(Duration.ofMillis(20)).until(() -> !process.isAlive() || listens(port));
        } finally {
            if (!process.isAlive()) {
                close();
            }
        }
        if (!process.isAlive()) {
            throw new AssertionError("Ended with " + process.exitValue() + ":\n" + Files.readString(log));
        }
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 1_000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static String write(Path file, String text) throws IOException {
        return Files.writeString(file, text).toString();
    }

    private String haproxyConfiguration(int server, int recorder) {
        return """
                global
                  maxconn 200
                defaults
                  mode http
                  timeout connect 2s
                  timeout client 20s
                  timeout server 20s
                  option forwardfor
                frontend f
                  bind 127.0.0.1:%d
                  http-request deny if { path_beg /metrics /readyz }
                  use_backend recorder if { path_beg /record }
                  default_backend server
                backend server
                  http-request set-header Host "127.0.0.1:%d"
                  server s 127.0.0.1:%d
                backend recorder
                  server r 127.0.0.1:%d
                """.formatted(haproxy, server, server, recorder);
    }

    private String nginxConfiguration(Path folder, int server, int recorder) {
        String upgrades = """
                proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection "upgrade";
                proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for; proxy_buffering off;
                """;
        return """
                daemon off;
                worker_processes 1;
                pid %1$s/nginx.pid;
                events { worker_connections 128; }
                http {
                  access_log off;
                  client_body_temp_path %1$s/body; proxy_temp_path %1$s/proxy; fastcgi_temp_path %1$s/fastcgi;
                  uwsgi_temp_path %1$s/uwsgi; scgi_temp_path %1$s/scgi;
                  server {
                    listen 127.0.0.1:%2$d;
                    location /metrics { return 403; }
                    location /readyz { return 403; }
                    location /record { %6$s proxy_pass http://127.0.0.1:%5$d; }
                    location / { %6$s proxy_pass http://127.0.0.1:%4$d; }
                  }
                  server {
                    listen 127.0.0.1:%3$d;
                    location / { proxy_pass http://127.0.0.1:%4$d; }
                  }
                }
                """.formatted(folder, nginx, bare, server, recorder, upgrades);
    }
}
