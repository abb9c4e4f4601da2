package io.cama.bench;

import java.util.Random;

/** Which call goes wrong and how, from a seed: about one in five. */
final class Faults {
    /** How a call goes, and after how many milliseconds its response comes. */
    enum Fault {
        NONE(50),
        SLOW(1_500),
        BROKEN_FORM(50),
        TOO_MANY(5),
        UNAVAILABLE(5),
        RESET(50);

        private final int millis;

        Fault(int millis) {
            this.millis = millis;
        }

        int millis() {
            return millis;
        }
    }

    private final Random random;

    Faults(long seed) {
        random = new Random(seed);
    }

    Fault next() {
        int percent = random.nextInt(100);
        if (percent < 6) {
            return Fault.UNAVAILABLE;
        }
        if (percent < 9) {
            return Fault.RESET;
        }
        if (percent < 12) {
            return Fault.TOO_MANY;
        }
        if (percent < 17) {
            return Fault.BROKEN_FORM;
        }
        return percent < 19 ? Fault.SLOW : Fault.NONE;
    }
}
