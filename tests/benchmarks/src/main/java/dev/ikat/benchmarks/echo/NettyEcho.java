package dev.ikat.benchmarks.echo;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/** Netty on its NIO transport, with one event loop, as its own echo example is written. */
final class NettyEcho {
    private NettyEcho() {}

    static void serve(IntConsumer port) throws InterruptedException {
        serve(port, ByteBufAllocator.DEFAULT, () -> new ChannelHandler[0]);
    }

    /**
     * With the allocator that Netty 4.1 had by default. That of 4.2 gives memory back by closing arenas on JDK 25, each time
     * with a handshake of all threads: with messages of 16 KiB that is most of what it does.
     */
    static void servePooled(IntConsumer port) throws InterruptedException {
        serve(port, PooledByteBufAllocator.DEFAULT, () -> new ChannelHandler[0]);
    }

    /** With others before the echo. */
    static void serve(IntConsumer port, ByteBufAllocator allocator, Supplier<ChannelHandler[]> others)
            throws InterruptedException {
        EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        var server = new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, 1024)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.ALLOCATOR, allocator)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline().addLast(others.get()).addLast(new Echo());
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .sync()
                .channel();
        port.accept(((InetSocketAddress) server.localAddress()).getPort());
    }

    private static final class Echo extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            context.write(message, context.voidPromise());
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext context) {
            context.flush();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }
}
