package io.cama.model;

/** A fault of the kind {@link FaultKind#ITEM}: the item itself is at fault. */
public final class ItemFault extends Fault {
    public ItemFault(Failure failure) {
        super(failure);
    }
}
