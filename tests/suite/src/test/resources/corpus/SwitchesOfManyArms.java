import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class SwitchesOfManyArms {
    @Async static Coroutine<Integer> arm(int n) {
        return done(n + switch (await(tick(n))) {
            case 0 -> await(tick(0));
            case 1 -> { int k = await(tick(1)); yield k + await(tick(1)); }
            case 2 -> 2;
            case 3 -> await(tick(9));
            case 4 -> { int k = await(tick(4)); yield k + await(tick(1)); }
            case 5 -> 5;
            case 6 -> await(tick(18));
            case 7 -> { int k = await(tick(7)); yield k + await(tick(1)); }
            case 8 -> 8;
            case 9 -> await(tick(27));
            case 10 -> { int k = await(tick(10)); yield k + await(tick(1)); }
            case 11 -> 11;
            case 12 -> await(tick(36));
            case 13 -> { int k = await(tick(13)); yield k + await(tick(1)); }
            case 14 -> 14;
            case 15 -> await(tick(45));
            case 16 -> { int k = await(tick(16)); yield k + await(tick(1)); }
            case 17 -> 17;
            case 18 -> await(tick(54));
            case 19 -> { int k = await(tick(19)); yield k + await(tick(1)); }
            case 20 -> 20;
            case 21 -> await(tick(63));
            case 22 -> { int k = await(tick(22)); yield k + await(tick(1)); }
            case 23 -> 23;
            case 24 -> await(tick(72));
            case 25 -> { int k = await(tick(25)); yield k + await(tick(1)); }
            case 26 -> 26;
            case 27 -> await(tick(81));
            case 28 -> { int k = await(tick(28)); yield k + await(tick(1)); }
            case 29 -> 29;
            case 30 -> await(tick(90));
            case 31 -> { int k = await(tick(31)); yield k + await(tick(1)); }
            case 32 -> 32;
            case 33 -> await(tick(99));
            case 34 -> { int k = await(tick(34)); yield k + await(tick(1)); }
            case 35 -> 35;
            case 36 -> await(tick(108));
            case 37 -> { int k = await(tick(37)); yield k + await(tick(1)); }
            case 38 -> 38;
            case 39 -> await(tick(117));
            case 40 -> { int k = await(tick(40)); yield k + await(tick(1)); }
            case 41 -> 41;
            case 42 -> await(tick(126));
            case 43 -> { int k = await(tick(43)); yield k + await(tick(1)); }
            case 44 -> 44;
            case 45 -> await(tick(135));
            case 46 -> { int k = await(tick(46)); yield k + await(tick(1)); }
            case 47 -> 47;
            case 48 -> await(tick(144));
            case 49 -> { int k = await(tick(49)); yield k + await(tick(1)); }
            case 50 -> 50;
            case 51 -> await(tick(153));
            case 52 -> { int k = await(tick(52)); yield k + await(tick(1)); }
            case 53 -> 53;
            case 54 -> await(tick(162));
            case 55 -> { int k = await(tick(55)); yield k + await(tick(1)); }
            case 56 -> 56;
            case 57 -> await(tick(171));
            case 58 -> { int k = await(tick(58)); yield k + await(tick(1)); }
            case 59 -> 59;
            case 60 -> await(tick(180));
            case 61 -> { int k = await(tick(61)); yield k + await(tick(1)); }
            case 62 -> 62;
            case 63 -> await(tick(189));
            case 64 -> { int k = await(tick(64)); yield k + await(tick(1)); }
            case 65 -> 65;
            case 66 -> await(tick(198));
            case 67 -> { int k = await(tick(67)); yield k + await(tick(1)); }
            case 68 -> 68;
            case 69 -> await(tick(207));
            case 70 -> { int k = await(tick(70)); yield k + await(tick(1)); }
            case 71 -> 71;
            case 72 -> await(tick(216));
            case 73 -> { int k = await(tick(73)); yield k + await(tick(1)); }
            case 74 -> 74;
            case 75 -> await(tick(225));
            case 76 -> { int k = await(tick(76)); yield k + await(tick(1)); }
            case 77 -> 77;
            case 78 -> await(tick(234));
            case 79 -> { int k = await(tick(79)); yield k + await(tick(1)); }
            case 80 -> 80;
            case 81 -> await(tick(243));
            case 82 -> { int k = await(tick(82)); yield k + await(tick(1)); }
            case 83 -> 83;
            case 84 -> await(tick(252));
            case 85 -> { int k = await(tick(85)); yield k + await(tick(1)); }
            case 86 -> 86;
            case 87 -> await(tick(261));
            case 88 -> { int k = await(tick(88)); yield k + await(tick(1)); }
            case 89 -> 89;
            case 90 -> await(tick(270));
            case 91 -> { int k = await(tick(91)); yield k + await(tick(1)); }
            case 92 -> 92;
            case 93 -> await(tick(279));
            case 94 -> { int k = await(tick(94)); yield k + await(tick(1)); }
            case 95 -> 95;
            case 96 -> await(tick(288));
            case 97 -> { int k = await(tick(97)); yield k + await(tick(1)); }
            case 98 -> 98;
            case 99 -> await(tick(297));
            case 100 -> { int k = await(tick(100)); yield k + await(tick(1)); }
            case 101 -> 101;
            case 102 -> await(tick(306));
            case 103 -> { int k = await(tick(103)); yield k + await(tick(1)); }
            case 104 -> 104;
            case 105 -> await(tick(315));
            case 106 -> { int k = await(tick(106)); yield k + await(tick(1)); }
            case 107 -> 107;
            case 108 -> await(tick(324));
            case 109 -> { int k = await(tick(109)); yield k + await(tick(1)); }
            case 110 -> 110;
            case 111 -> await(tick(333));
            case 112 -> { int k = await(tick(112)); yield k + await(tick(1)); }
            case 113 -> 113;
            case 114 -> await(tick(342));
            case 115 -> { int k = await(tick(115)); yield k + await(tick(1)); }
            case 116 -> 116;
            case 117 -> await(tick(351));
            case 118 -> { int k = await(tick(118)); yield k + await(tick(1)); }
            case 119 -> 119;
            case 120 -> await(tick(360));
            case 121 -> { int k = await(tick(121)); yield k + await(tick(1)); }
            case 122 -> 122;
            case 123 -> await(tick(369));
            case 124 -> { int k = await(tick(124)); yield k + await(tick(1)); }
            case 125 -> 125;
            case 126 -> await(tick(378));
            case 127 -> { int k = await(tick(127)); yield k + await(tick(1)); }
            case 128 -> 128;
            case 129 -> await(tick(387));
            case 130 -> { int k = await(tick(130)); yield k + await(tick(1)); }
            case 131 -> 131;
            case 132 -> await(tick(396));
            case 133 -> { int k = await(tick(133)); yield k + await(tick(1)); }
            case 134 -> 134;
            case 135 -> await(tick(405));
            case 136 -> { int k = await(tick(136)); yield k + await(tick(1)); }
            case 137 -> 137;
            case 138 -> await(tick(414));
            case 139 -> { int k = await(tick(139)); yield k + await(tick(1)); }
            default -> await(tick(-1));
        });
    }
    @Async
    static Coroutine<String> run() { int sum = 0; for (int n = 0; n < 150; n += 7) sum = sum * 3 + await(arm(n)); return done("" + sum); }
}
