package io.github.nucleoscope.network;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.bytedeco.dnnl.memory;

/**
 * Memory of the feature maps of a graph for prediction: what no later step reads is left to the maps of later steps,
 * and all of it to the graph that comes next. New memory is slow at its first use, as the operating system has to clear
 * it.
 */
final class OneDnnPool implements AutoCloseable {

    /** A block of memory. */
    private record Block(memory memory, long bytes) {}

    /** Blocks of the graphs before that this one does not use yet. */
    private final List<Block> idle = new ArrayList<>();
    /** Blocks of maps of this graph that no later step reads. */
    private final List<Block> free = new ArrayList<>();
    /** By the address of the block. */
    private final Map<Long, Block> used = new HashMap<>();

    /** Returns memory for maps; not initialised. */
    memory take(memory.desc desc) {
        long bytes = desc.get_size();
        Optional<Block> fitting = Stream.concat(free.stream(), idle.stream()).filter(block -> block.bytes >= bytes)
                .min(Comparator.comparingLong(Block::bytes));
        Block block = fitting.orElseGet(() -> allocate(bytes));
        free.remove(block);
        idle.remove(block);
        used.put(address(block.memory), block);
        return OneDnn.as(desc, block.memory);
    }

    /** Allocates a block in place of the largest one that is idle, as that is too small. */
    private Block allocate(long bytes) {
        idle.stream().max(Comparator.comparingLong(Block::bytes)).ifPresent(small -> {
            idle.remove(small);
            small.memory.releaseReference();
        });
        // Kept when the pointer scope of the graph is closed.
        return new Block(OneDnn.allocate(OneDnnProgram.perChannel(
                Math.toIntExact((bytes + Float.BYTES - 1) / Float.BYTES))).retainReference(), bytes);
    }

    /** Leaves all memory to a new graph; that of before must not compute any more. */
    void releaseAll() {
        idle.addAll(free);
        idle.addAll(used.values());
        free.clear();
        used.clear();
    }

    @Override
    public void close() {
        releaseAll();
        idle.forEach(block -> block.memory.releaseReference());
        idle.clear();
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
