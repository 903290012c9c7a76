package dev.holdall.cassandra.faults;

import dev.holdall.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * The calls that were made on one key in several data centres, and the rules of the register that the answers must
 * follow. Every write has a value of its own.
 */
final class History {

    /** The most touches that can stand between the version of a value and the version of an update of that value. */
    private static final long MOST_TOUCHES = 63;

    private final List<Operation> operations;

    History(List<Operation> operations) {
        this.operations = List.copyOf(operations);
    }

    /** The kind of a call. */
    enum Kind {
        /** A set or an update. */
        WRITE,
        /** A delete or a revoke. */
        REMOVE,
        TOUCH,
        /** A read of the local data centre. */
        READ,
        /** A read that reflects every data centre; or a local read after all data centres have converged. */
        READ_LATEST
    }

    /** How a call ended. */
    enum Ending {
        DONE,
        NOT_APPLIED,
        UNKNOWN
    }

    /**
     * One call.
     *
     * @param dataCenter the data centre in which the call was made
     * @param value the value written or read; null if there was none
     * @param version the version written or read; null if nothing was read, and for a touch
     * @param began the moment before the call
     * @param ended the moment after the call
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

        /** Tells whether this call can have had an effect that is seen at a moment. */
        private boolean mayBeSeenAt(long moment) {
            return isWrite() && began < moment && ending != Ending.NOT_APPLIED;
        }

        private long micros() {
            return version == null ? Long.MIN_VALUE : version.micros();
        }
    }

    /** Returns a description of each answer that breaks a rule. */
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

    /**
     * Finds out whether a read returned a value that nobody has written, or that nobody has written with this version.
     */
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

    /** Finds out whether a read missed a write that it must have seen. */
    private Optional<String> outdated(Operation read) {
        OptionalLong least = versionsToReflect(read).max();
        if (least.isEmpty() || read.micros() >= least.getAsLong()) {
            return Optional.empty();
        }
        boolean explained = read.value() == null && isRemoved(read, least.getAsLong());
        return explained ? Optional.empty() : Optional.of("older than " + least.getAsLong() + ": " + read);
    }

    /** Returns the versions that a read has to reflect. */
    private LongStream versionsToReflect(Operation read) {
        return operations.stream()
                .filter(each -> each.ending() == Ending.DONE && each.ended() < read.began())
                .filter(each -> each.dataCenter().equals(read.dataCenter())
                        || (each.isWrite() && read.kind() == Kind.READ_LATEST))
                .mapToLong(Operation::micros)
                .filter(micros -> micros != Long.MIN_VALUE);
    }

    /**
     * Tells whether a deletion can have removed this version before the read ended. At the same version, the deletion
     * wins.
     */
    private boolean isRemoved(Operation read, long version) {
        return operations.stream()
                .anyMatch(each ->
                        each.kind() == Kind.REMOVE && each.mayBeSeenAt(read.ended()) && each.micros() >= version);
    }
}
