package cycles;

class Left {}

/** Put in the place of the class of this name in Cycles.java, it makes a circle of superclasses. */
class Right0 extends Left {}
