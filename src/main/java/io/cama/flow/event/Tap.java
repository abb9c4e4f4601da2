package io.cama.flow.event;

/** Somebody of this process who looks on while things happen, and to whom nothing is owed: what comes while it is closed is not told. */
public interface Tap {
    /** Nobody. */
    Tap NONE = new Tap() {
        @Override
        public boolean isOpen() {
            return false;
        }

        @Override
        public void tell(Event event) {
            // nobody is there
        }
    };

    /** Whether events are wanted now; asked before each, so it must cost next to nothing. */
    boolean isOpen();

    /** Takes an event, once it has happened; returns at once and never throws. */
    void tell(Event event);
}
