<?php

namespace Acme\Tools\Api;

interface ToolRepositoryInterface
{
    /**
     * Store a tool.
     *
     * @param \Acme\Tools\Api\Data\ToolInterface $tool
     * @return \Acme\Tools\Api\Data\ToolInterface
     */
    public function save(\Acme\Tools\Api\Data\ToolInterface $tool);
}
