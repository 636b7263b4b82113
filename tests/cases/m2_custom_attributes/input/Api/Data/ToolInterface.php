<?php

namespace Acme\Tools\Api\Data;

interface ToolInterface extends \Magento\Framework\Api\CustomAttributesDataInterface
{
    /**
     * @return string
     */
    public function getName();
}
