<?php

namespace Acme\Tools\Api\Data;

interface ToolInterface extends \Magento\Framework\Api\CustomAttributesDataInterface
{
    /**
     * @return string
     */
    public function getName();

    /**
     * @param string $name
     * @return $this
     */
    public function setName($name);
}
