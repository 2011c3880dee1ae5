package io.github.nucleoscope.cli.benchmark;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The machine that speeds were measured on. */
public final class Machine {

    private static final Path LINUX_CPU_INFO = Path.of("/proc/cpuinfo");

    private Machine() {}

    /** Returns processor model, number of processors, operating system and Java version on one line. */
    public static String name() {
        int processors = Runtime.getRuntime().availableProcessors();
        return processor() + ", " + processors + (processors == 1 ? " processor, " : " processors, ")
                + System.getProperty("os.name") + " " + System.getProperty("os.version") + ", Java "
                + System.getProperty("java.version");
    }

    /** Returns the memory of the machine in bytes. */
    public static long memory() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getTotalMemorySize();
    }

    /** Returns the processor's model name if the system provides it, otherwise its architecture. */
    private static String processor() {
        if (Files.isReadable(LINUX_CPU_INFO)) {
            try (Stream<String> lines = Files.lines(LINUX_CPU_INFO)) {
                return lines.filter(line -> line.startsWith("model name")).findFirst()
                        .map(line -> line.substring(line.indexOf(':') + 1).strip())
                        .orElse(System.getProperty("os.arch"));
            } catch (IOException e) {
                return System.getProperty("os.arch");
            }
        }
        return System.getProperty("os.arch");
    }
}
