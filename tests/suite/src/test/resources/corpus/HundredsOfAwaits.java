import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;
import dev.ikat.weave.corpus.Corpus;

class HundredsOfAwaits {
    @Async
    static Coroutine<String> run() {
        long s = 0; String t = "t";
        s += await(tick(0)); if (s % 7 == 0) t += "0";
        s += await(tick(1));
        s += await(tick(2));
        s += await(tick(3));
        s += await(tick(4));
        s += await(tick(5)); if (s % 7 == 0) t += "5";
        s += await(tick(6));
        s += await(tick(7));
        s += await(tick(8));
        s += await(tick(9)); try { s += await(Corpus.<Integer>fail("9")); } catch (IllegalArgumentException e) { t += e.getMessage(); }
        s += await(tick(10)); if (s % 7 == 0) t += "10";
        s += await(tick(11));
        s += await(tick(12));
        s += await(tick(13));
        s += await(tick(14));
        s += await(tick(15)); if (s % 7 == 0) t += "15";
        s += await(tick(16));
        s += await(tick(17));
        s += await(tick(18));
        s += await(tick(19)); try { s += await(tick(19)) > 0 ? 1 : 0; } catch (IllegalArgumentException e) { t += e.getMessage(); }
        s += await(tick(20)); if (s % 7 == 0) t += "20";
        s += await(tick(21));
        s += await(tick(22));
        s += await(tick(23));
        s += await(tick(24));
        s += await(tick(25)); if (s % 7 == 0) t += "25";
        s += await(tick(26));
        s += await(tick(27));
        s += await(tick(28));
        s += await(tick(29)); try { s += await(Corpus.<Integer>fail("29")); } catch (IllegalArgumentException e) { t += e.getMessage(); }
        s += await(tick(30)); if (s % 7 == 0) t += "30";
        s += await(tick(31));
        s += await(tick(32));
        s += await(tick(33));
        s += await(tick(34));
        s += await(tick(35)); if (s % 7 == 0) t += "35";
        s += await(tick(36));
        s += await(tick(37));
        s += await(tick(38));
        s += await(tick(39)); try { s += await(tick(39)) > 0 ? 1 : 0; } catch (IllegalArgumentException e) { t += e.getMessage(); }
        s += await(tick(40)); if (s % 7 == 0) t += "40";
        s += await(tick(41));
        s += await(tick(42));
        s += await(tick(43));
        s += await(tick(44));
        s += await(tick(45)); if (s % 7 == 0) t += "45";
        s += await(tick(46));
        s += await(tick(47));
        s += await(tick(48));
        s += await(tick(49)); try { s += await(Corpus.<Integer>fail("49")); } catch (IllegalArgumentException e) { t += e.getMessage(); }
        s += await(tick(50)); if (s % 7 == 0) t += "50";
        s += await(tick(51));
        s += await(tick(52));
        s += await(tick(53));
        s += await(tick(54));
        s += await(tick(55)); if (s % 7 == 0) t += "55";
        s += await(tick(56));
        s += await(tick(57));
        s += await(tick(58));
        s += await(tick(59)); try { s += await(tick(59)) > 0 ? 1 : 0; } catch (IllegalArgumentException e) { t += e.getMessage(); }
        s += await(tick(60)); if (s % 7 == 0) t += "60";
        s += await(tick(61));
        s += await(tick(62));
        s += await(tick(63));
        s += await(tick(64));
        s += await(tick(65)); if (s % 7 == 0) t += "65";
        s += await(tick(66));
        s += await(tick(67));
        s += await(tick(68));
        s += await(tick(69)); try { s += await(Corpus.<Integer>fail("69")); } catch (IllegalArgumentException e) { t += e.getMessage(); }
        s += await(tick(70)); if (s % 7 == 0) t += "70";
        s += await(tick(71));
        s += await(tick(72));
        s += await(tick(73));
        s += await(tick(74));
        s += await(tick(75)); if (s % 7 == 0) t += "75";
        s += await(tick(76));
        s += await(tick(77));
        s += await(tick(78));
        s += await(tick(79)); try { s += await(tick(79)) > 0 ? 1 : 0; } catch (IllegalArgumentException e) { t += e.getMessage(); }
        s += await(tick(80)); if (s % 7 == 0) t += "80";
        s += await(tick(81));
        s += await(tick(82));
        s += await(tick(83));
        s += await(tick(84));
        s += await(tick(85)); if (s % 7 == 0) t += "85";
        s += await(tick(86));
        s += await(tick(87));
        s += await(tick(88));
        s += await(tick(89)); try { s += await(Corpus.<Integer>fail("89")); } catch (IllegalArgumentException e) { t += e.getMessage(); }
        s += await(tick(90)); if (s % 7 == 0) t += "90";
        s += await(tick(91));
        s += await(tick(92));
        s += await(tick(93));
        s += await(tick(94));
        s += await(tick(95)); if (s % 7 == 0) t += "95";
        s += await(tick(96));
        s += await(tick(97));
        s += await(tick(98));
        s += await(tick(99)); try { s += await(tick(99)) > 0 ? 1 : 0; } catch (IllegalArgumentException e) { t += e.getMessage(); }
        s += await(tick(100)); if (s % 7 == 0) t += "100";
        s += await(tick(101));
        s += await(tick(102));
        s += await(tick(103));
        s += await(tick(104));
        s += await(tick(105)); if (s % 7 == 0) t += "105";
        s += await(tick(106));
        s += await(tick(107));
        s += await(tick(108));
        s += await(tick(109)); try { s += await(Corpus.<Integer>fail("109")); } catch (IllegalArgumentException e) { t += e.getMessage(); }
        s += await(tick(110)); if (s % 7 == 0) t += "110";
        s += await(tick(111));
        s += await(tick(112));
        s += await(tick(113));
        s += await(tick(114));
        s += await(tick(115)); if (s % 7 == 0) t += "115";
        s += await(tick(116));
        s += await(tick(117));
        s += await(tick(118));
        s += await(tick(119)); try { s += await(tick(119)) > 0 ? 1 : 0; } catch (IllegalArgumentException e) { t += e.getMessage(); }
        s += await(tick(120)); if (s % 7 == 0) t += "120";
        s += await(tick(121));
        s += await(tick(122));
        s += await(tick(123));
        s += await(tick(124));
        s += await(tick(125)); if (s % 7 == 0) t += "125";
        s += await(tick(126));
        s += await(tick(127));
        s += await(tick(128));
        s += await(tick(129)); try { s += await(Corpus.<Integer>fail("129")); } catch (IllegalArgumentException e) { t += e.getMessage(); }
        s += await(tick(130)); if (s % 7 == 0) t += "130";
        s += await(tick(131));
        s += await(tick(132));
        s += await(tick(133));
        s += await(tick(134));
        s += await(tick(135)); if (s % 7 == 0) t += "135";
        s += await(tick(136));
        s += await(tick(137));
        s += await(tick(138));
        s += await(tick(139)); try { s += await(tick(139)) > 0 ? 1 : 0; } catch (IllegalArgumentException e) { t += e.getMessage(); }
        s += await(tick(140)); if (s % 7 == 0) t += "140";
        s += await(tick(141));
        s += await(tick(142));
        s += await(tick(143));
        s += await(tick(144));
        s += await(tick(145)); if (s % 7 == 0) t += "145";
        s += await(tick(146));
        s += await(tick(147));
        s += await(tick(148));
        s += await(tick(149)); try { s += await(Corpus.<Integer>fail("149")); } catch (IllegalArgumentException e) { t += e.getMessage(); }
        return done(s + t);
    }
}
