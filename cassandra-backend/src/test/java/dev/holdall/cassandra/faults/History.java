package dev.holdall.cassandra.faults;

import dev.holdall.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * What was done with one key in several data centres, and the rules of the register that the answers must follow. Every
 * write has a value of its own.
 */
final class History {

    /** How many touches may stand between a value's version and that of an update of it. */
    private static final long MOST_TOUCHES = 63;

    private final List<Operation> operations;

    History(List<Operation> operations) {
        this.operations = List.copyOf(operations);
    }

    /** What was done. */
    enum Kind {
        /** A set or an update. */
        WRITE,
        /** A delete or a revoke. */
        REMOVE,
        TOUCH,
        /** A read of the local data centre. */
        READ,
        /** A read that reflects every data centre; or a local one after all of them have converged. */
        READ_LATEST
    }

    /** How it ended. */
    enum Ending {
        DONE,
        NOT_APPLIED,
        UNKNOWN
    }

    /**
     * One call.
     *
     * @param dataCenter where it was made
     * @param value what was written or read; null for none
     * @param version that of the write, or the one read; null if nothing was read, and for a touch
     * @param began the moment before it
     * @param ended the moment after it
     */
    record Operation(
            Kind kind,
            String dataCenter,
            @Nullable String value,
            @Nullable Version version,
            long began,
            long ended,
            Ending ending) {

        private boolean isRead() {
            return kind == Kind.READ || kind == Kind.READ_LATEST;
        }

        private boolean isWrite() {
            return kind == Kind.WRITE || kind == Kind.REMOVE;
        }

        /** Whether it can have had an effect that is seen at a moment. */
        private boolean mayBeSeenAt(long moment) {
            return isWrite() && began < moment && ending != Ending.NOT_APPLIED;
        }

        private long micros() {
            return version == null ? Long.MIN_VALUE : version.micros();
        }
    }

    /** What breaks a rule, in words. */
    List<String> violations() {
        List<String> violations = new ArrayList<>();
        operations.stream()
                .filter(each -> each.isRead() && each.ending() == Ending.DONE)
                .forEach(read -> {
                    unexplained(read).ifPresent(violations::add);
                    outdated(read).ifPresent(violations::add);
                });
        return violations;
    }

    /** A value that nobody has written, or not with this version. */
    private Optional<String> unexplained(Operation read) {
        if (read.value() == null) {
            return Optional.empty();
        }
        long touches = Math.min(
                MOST_TOUCHES,
                operations.stream()
                        .filter(each -> each.kind() == Kind.TOUCH && each.began() < read.ended())
                        .count());
        boolean explained = operations.stream()
                .filter(write -> write.mayBeSeenAt(read.ended()) && read.value().equals(write.value()))
                .mapToLong(write -> read.micros() - write.micros())
                .anyMatch(steps -> steps >= 0 && steps <= touches);
        return explained ? Optional.empty() : Optional.of("a value from nowhere: " + read);
    }

    /** An answer that misses what was certainly there. */
    private Optional<String> outdated(Operation read) {
        OptionalLong least = known(read).max();
        if (least.isEmpty() || read.micros() >= least.getAsLong()) {
            return Optional.empty();
        }
        boolean explained = read.value() == null && isRemoved(read, least.getAsLong());
        return explained ? Optional.empty() : Optional.of("older than " + least.getAsLong() + ": " + read);
    }

    /** The versions that a read has to reflect. */
    private LongStream known(Operation read) {
        return operations.stream()
                .filter(each -> each.ending() == Ending.DONE && each.ended() < read.began())
                .filter(each -> each.dataCenter().equals(read.dataCenter())
                        || (each.isWrite() && read.kind() == Kind.READ_LATEST))
                .mapToLong(Operation::micros)
                .filter(micros -> micros != Long.MIN_VALUE);
    }

    /** Whether a deletion can have removed this version before the read ended; at the same version it wins. */
    private boolean isRemoved(Operation read, long version) {
        return operations.stream()
                .anyMatch(each ->
                        each.kind() == Kind.REMOVE && each.mayBeSeenAt(read.ended()) && each.micros() >= version);
    }
}
