package dev.holdall.examples.springboot;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * A shop to open in a browser. Nothing in its code is about Holdall but the list of a user's devices: the starter keeps
 * the sessions in a store.
 */
@SpringBootApplication
public class Shop {

    /** Begins to serve the shop. */
    public static void main(String[] arguments) {
        SpringApplication.run(Shop.class, arguments);
    }
}
