package io.cama.flow.standing;

/** Something is not begun because a standing order forbids it. The message says who gave it and how to take it back. */
public final class HeldBack extends RuntimeException {
    HeldBack(String message) {
        super(message);
    }
}
