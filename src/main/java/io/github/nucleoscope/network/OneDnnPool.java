package io.github.nucleoscope.network;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.bytedeco.dnnl.memory;

/**
 * Memory of the feature maps of a graph for prediction: what no later step reads is left to the maps of later steps.
 * New memory is slow at its first use, as the operating system has to clear it.
 */
final class OneDnnPool {

    /** A block of memory. */
    private record Block(memory memory, long bytes) {}

    private final List<Block> free = new ArrayList<>();
    /** By the address of the block. */
    private final Map<Long, Block> used = new HashMap<>();

    /** Returns memory for maps; not initialised. */
    memory take(memory.desc desc) {
        long bytes = desc.get_size();
        Optional<Block> fitting = free.stream().filter(block -> block.bytes >= bytes)
                .min(Comparator.comparingLong(Block::bytes));
        fitting.ifPresent(free::remove);
        Block block = fitting.orElseGet(() -> new Block(OneDnn.allocate(
                OneDnnProgram.perChannel(Math.toIntExact((bytes + Float.BYTES - 1) / Float.BYTES))), bytes));
        used.put(address(block.memory), block);
        return OneDnn.as(desc, block.memory);
    }

    /** Leaves the memory of maps to others; does nothing if it has been left to them already. */
    void release(memory maps) {
        Block block = used.remove(address(maps));
        if (block != null) {
            free.add(block);
        }
    }

    /** Returns the address of memory. */
    static long address(memory memory) {
        return memory.get_data_handle().address();
    }
}
