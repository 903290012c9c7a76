package dev.holdall;

/** What a failed call did to the store. */
public enum Outcome {

    /** Nothing was changed, and nothing will be: the call may be repeated as it was. */
    NOT_APPLIED,

    /** The change may have been made, or may still be made after the failure was reported. */
    UNKNOWN
}
