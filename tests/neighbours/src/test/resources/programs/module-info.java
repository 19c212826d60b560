module voyage {
    requires dev.ikat.runtime;
}
