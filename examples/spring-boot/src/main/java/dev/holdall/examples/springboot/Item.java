package dev.holdall.examples.springboot;

/** What the shop sells. */
enum Item {
    APPLES,
    BREAD,
    CHEESE
}
