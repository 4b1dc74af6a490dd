require "action_controller/railtie"
require "action_cable/engine"

class App < Rails::Application
  config.root = __dir__
  config.eager_load = false
  config.secret_key_base = "known to everybody, for a test only"
  config.logger = ActiveSupport::Logger.new("rails.log")
  config.action_cable.mount_path = "/websocket"
  config.action_cable.allowed_request_origins = ["https://www.example.com"]
end

module ApplicationCable
  class Connection < ActionCable::Connection::Base
  end
end

App.initialize!
ActionCable.server.config.cable = { "adapter" => "async" }
run App
