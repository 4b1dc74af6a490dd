//! The software at the other end, as the user chose it.

use crate::tags;

tags! {
    /// What answers at the address, or stands in front of it: servers and proxies
    /// first, then apps and hosts.
    pub enum Software {
        /// nginx.
        Nginx = "nginx",
        /// Apache httpd.
        Apache = "apache",
        /// Caddy.
        Caddy = "caddy",
        /// HAProxy.
        HaProxy = "haproxy",
        /// Traefik.
        Traefik = "traefik",
        /// ingress-nginx, in Kubernetes.
        IngressNginx = "ingress-nginx",
        /// nginx Proxy Manager.
        NginxProxyManager = "nginx-proxy-manager",
        /// IIS and ASP.NET.
        Iis = "iis",
        /// Node.js with `ws`.
        NodeWs = "node-ws",
        /// Socket.IO, with Engine.IO below it.
        SocketIo = "socketio",
        /// Rails Action Cable.
        ActionCable = "action-cable",
        /// Django Channels, with daphne.
        DjangoChannels = "django-channels",
        /// uvicorn, with Starlette or FastAPI.
        Uvicorn = "uvicorn",
        /// Phoenix.
        Phoenix = "phoenix",
        /// ASP.NET Core SignalR.
        SignalR = "signalr",
        /// Spring.
        Spring = "spring",
        /// Jupyter.
        Jupyter = "jupyter",
        /// Grafana.
        Grafana = "grafana",
        /// Home Assistant.
        HomeAssistant = "home-assistant",
        /// Vite.
        Vite = "vite",
        /// Next.js.
        Next = "next",
        /// Cloudflare.
        Cloudflare = "cloudflare",
        /// An Application Load Balancer of AWS.
        AwsAlb = "aws-alb",
        /// A Network Load Balancer of AWS.
        AwsNlb = "aws-nlb",
        /// API Gateway of AWS.
        AwsApiGateway = "aws-api-gateway",
        /// CloudFront of AWS.
        AwsCloudFront = "aws-cloudfront",
        /// Heroku.
        Heroku = "heroku",
        /// Azure.
        Azure = "azure",
        /// Software of a later version.
        Other = "other",
    }
    else Other
}
