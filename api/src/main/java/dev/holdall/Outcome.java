package dev.holdall;

/** What a failed call did to the store. */
public enum Outcome {

    /** Nothing was changed, and nothing will be changed later. The same call may be repeated. */
    NOT_APPLIED,

    /** The change may have been made, or may still be made after the failure was reported. */
    UNKNOWN
}
